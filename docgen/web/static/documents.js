/* One menu open at a time; Escape and a click elsewhere close it. */
const menus = [...document.querySelectorAll(".menu")];
const close = (but) => menus.forEach((menu) => { if (menu !== but) menu.open = false; });
menus.forEach((menu) => menu.addEventListener("toggle", () => { if (menu.open) close(menu); }));
addEventListener("click", (event) => { if (!event.target.closest(".menu")) close(null); });
addEventListener("keydown", (event) => {
  const open = menus.find((menu) => menu.open);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
