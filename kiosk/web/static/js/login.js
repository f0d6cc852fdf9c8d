// The on-screen keypad of the staff login.

const pin = document.getElementById("pin");

document.querySelector(".keypad")?.addEventListener("click", (event) => {
  const key = event.target.closest("button");
  if (!key) return;
  if ("erase" in key.dataset) pin.value = pin.value.slice(0, -1);
  else if (pin.value.length < pin.maxLength) pin.value += key.dataset.digit;
});
