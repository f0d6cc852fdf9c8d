// The leaflet on the phone: its one button prints it.

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
