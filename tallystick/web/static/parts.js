// Parts that lie beside a page of a site. Each is loaded when it is first asked for, as a script, since a page on a
// disk may fetch nothing.
"use strict";

self.tallyParts = {};
const partsKnown = new Map();

function part(folder, name) {
  if (!partsKnown.has(name)) {
    const loaded = new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `${folder}/${name}.js`;
      script.addEventListener("load", () => resolve(tallyParts[name]));
      script.addEventListener("error", () => resolve([]));
      document.head.append(script);
    });
    partsKnown.set(name, loaded);
  }
  return partsKnown.get(name);
}

function add(found, gaps) {
  let row = 0;
  for (const gap of gaps) found.add((row += gap));
}
