// A slider beside the day that the pages are shown as of: the days between the first report and the last.
"use strict";

const DAY = 86400000;
for (const field of document.querySelectorAll("input[data-slides]")) {
  const [first, last] = field.dataset.slides.split("/").map((day) => Date.parse(day) / DAY);
  if (!(last > first)) continue;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = last - first;
  slider.value = field.value === "" ? slider.max : Date.parse(field.value) / DAY - first;
  slider.setAttribute("aria-label", "As known on, slide to a day");
  const tell = () => slider.setAttribute("aria-valuetext", field.value || "everything");
  slider.addEventListener("input", () => {
    const isAll = slider.value === slider.max;
    field.value = isAll ? "" : new Date((first + Number(slider.value)) * DAY).toISOString().slice(0, 10);
    tell();
  });
  slider.addEventListener("change", () => slider.form.requestSubmit());
  tell();
  field.after(slider);
}
