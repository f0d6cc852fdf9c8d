// Where names are long or letters large, what is secondary gives way to the choices.

const SPARED = ["air", "descriptions", "signs", "size", "more", "notes"];  // the later, the more the choices need the room

/** Gives the tiles of the stage as much beside their names as there is room for. */
export function makeRoom(stage) {
  for (const tiles of stage.querySelectorAll(".tiles:not([hidden])")) {
    const all = [...tiles.querySelectorAll(".tile")];
    for (let count = 0; count <= SPARED.length; count += 1) {
      tiles.dataset.spare = SPARED.slice(0, count).join(" ");
      if (all.every((tile) => tile.scrollHeight <= tile.clientHeight + 1)) break;
    }
  }
}
