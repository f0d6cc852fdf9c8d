// The second tap of a double tap must not hit what has just appeared.

/** Returns `settle()`: for `ms` no pointer reaches anything in `place`; keys and assistive technology do. */
export function settling(place, ms) {
  let timer = 0;
  return () => {
    place.classList.add("settling");
    clearTimeout(timer);
    timer = setTimeout(() => place.classList.remove("settling"), ms);
  };
}
