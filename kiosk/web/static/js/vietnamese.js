// Vietnamese letters from plain keys: Telex and VNI, as people know them from other keyboards.

const TONES = { "\u0301": "acute", "\u0300": "grave", "\u0309": "hook", "\u0303": "tilde", "\u0323": "dot" };
const MARKS = { "\u0302": "circumflex", "\u0306": "breve", "\u031b": "horn" };
const BEARERS = { circumflex: "aeo", breve: "a", horn: "ou" };

// Every key means one of these acts.
const VNI = {
  1: ["tone", "acute"], 2: ["tone", "grave"], 3: ["tone", "hook"], 4: ["tone", "tilde"], 5: ["tone", "dot"], 0: ["tone", ""],
  6: ["mark", "circumflex"], 7: ["mark", "horn"], 8: ["mark", "breve"], 9: ["stroke"],
};
const TELEX = {
  s: ["tone", "acute"], f: ["tone", "grave"], r: ["tone", "hook"], x: ["tone", "tilde"], j: ["tone", "dot"], z: ["tone", ""],
  a: ["mark", "circumflex", "a"], e: ["mark", "circumflex", "e"], o: ["mark", "circumflex", "o"],
  w: ["mark", "horn breve"], d: ["stroke"],
};
export const METHODS = { telex: TELEX, vni: VNI, plain: {} };

const VOWEL = /[aeiouy]/;
const FOREIGN = /^[fjwz]/;
const ENDINGS = /^(c|ch|g|h|k|m|n|ng|nh|p|t)?$/;
const WORD = /[\p{L}\p{M}]+$/u;
const codeOf = (table, name) => Object.keys(table).find((code) => table[code] === name) ?? "";

/** A word as letters `{base, mark, upper}` and one tone for all of it. */
function taken(word) {
  const letters = [];
  let tone = "";
  for (const char of word.normalize("NFD")) {
    if (TONES[char]) tone = TONES[char];
    else if (MARKS[char]) letters.at(-1).mark = MARKS[char];
    else {
      const lower = char.toLowerCase();
      letters.push({ base: lower === "đ" ? "d" : lower, mark: lower === "đ" ? "stroke" : "", upper: lower !== char });
    }
  }
  return { letters, tone };
}

/** Where the vowels of the syllable stand, nowhere in words that are not Vietnamese, like wifi and internet.
    The u of qu and the i of gi belong to the consonant. */
function vowels(letters) {
  const bases = letters.map((letter) => letter.base).join("");
  const first = /^(qu|gi)[aeiouy]/.test(bases) ? 2 : bases.search(VOWEL);
  const places = [];
  for (let at = first; at >= 0 && at < letters.length && VOWEL.test(letters[at].base); at += 1) places.push(at);
  const ending = places.length ? bases.slice(places.at(-1) + 1) : "";
  return FOREIGN.test(bases) || !ENDINGS.test(ending) ? [] : places;
}

/** The vowel that bears the tone, -1 where there is none. */
function bearer(letters) {
  const places = vowels(letters);
  const marked = places.filter((at) => letters[at].mark);
  if (marked.length) return marked.at(-1);
  const closed = places.length && places.at(-1) < letters.length - 1;
  if (places.length === 2) return places[closed ? 1 : 0];
  return places.length > 2 ? places[1] : places[0] ?? -1;
}

/** uơ with anything after it is ươ: thuở, but thương. */
function hooked(letters) {
  return letters.map((letter, at) => {
    const [before, next] = [letters[at - 1], letters[at + 1]];
    const joins = letter.base === "u" && !letter.mark && before?.base !== "q" && next?.base === "o" && next.mark === "horn" && at + 2 < letters.length;
    return joins ? { ...letter, mark: "horn" } : letter;
  });
}

function written({ letters: typedLetters, tone }) {
  const letters = hooked(typedLetters);
  const at = bearer(letters);
  return letters.map(({ base, mark, upper }, index) => {
    const plain = mark === "stroke" ? "đ" : base + codeOf(MARKS, mark);
    const whole = (plain + (index === at ? codeOf(TONES, tone) : "")).normalize("NFC");
    return upper ? whole.toUpperCase() : whole;
  }).join("");
}

/** The o of oa and oe, which never is ô: ngoèo. */
const opens = (letters, at) => letters[at].base === "o" && /[ae]/.test(letters[at + 1]?.base ?? "");

/** Each act changes the word and returns true, or returns false where the key is a plain letter. */
const ACTS = {
  tone(word, tone) {
    if (bearer(word.letters) < 0 || word.tone === tone) return false;
    word.tone = tone;
    return true;
  },
  mark(word, names, base = "") {
    const places = vowels(word.letters);
    const sounds = places.map((at) => word.letters[at].base).join("");
    const order = sounds.startsWith("oa") ? names.split(" ").reverse() : names.split(" ");  // hoặc, but mưa
    for (const name of order) {
      const able = places.filter((at) => (base || BEARERS[name]).includes(word.letters[at].base) && !(name === "circumflex" && opens(word.letters, at)));
      if (!able.length) continue;
      const fresh = able.filter((at) => word.letters[at].mark !== name);
      if (!fresh.length) return false;
      const o = fresh.findLast((at) => name === "horn" && word.letters[at].base === "o");
      word.letters[o ?? fresh.at(-1)].mark = name;
      return true;
    }
    return false;
  },
  stroke(word) {
    const first = word.letters[0];
    if (first?.base !== "d" || first.mark) return false;
    first.mark = "stroke";
    return true;
  },
};

/** The word with the marks of `act` taken off again: the second press of a key undoes the first. */
function undone(word, [kind, names]) {
  if (kind === "tone") return names && word.tone === names ? { ...word, tone: "" } : null;
  const wanted = kind === "stroke" ? ["stroke"] : names.split(" ");
  if (!word.letters.some((letter) => wanted.includes(letter.mark))) return null;
  return { ...word, letters: word.letters.map((l) => (wanted.includes(l.mark) ? { ...l, mark: "" } : l)) };
}

/** The word with one more letter: tone and horns move to where they belong now. */
function longer(last, key) {
  const word = taken(last + key);
  return /\p{L}/u.test(key) && bearer(word.letters) >= 0 ? written(word) : last + key;
}

/** `text` after `key` was pressed at its end, with `method` telex, vni or plain. */
export function typed(text, key, method) {
  const act = METHODS[method][key.toLowerCase()];
  const last = text.match(WORD)?.[0] ?? "";
  if (!last) return text + key;
  const before = text.slice(0, text.length - last.length);
  const word = taken(last);
  if (!act) return before + longer(last, key);
  const [kind, ...rest] = act;
  if (ACTS[kind](word, ...rest)) return before + written(word);
  const plain = undone(word, act);
  return plain ? before + written(plain) + key : typed(text, key, "plain");
}

/** `text` after one of the mark keys á à ả ã ạ â ơ ă đ, whatever the method: the figures of VNI. */
export const marked = (text, figure) => {
  const after = typed(text, figure, "vni");
  return after.endsWith(figure) ? text : after;
};
