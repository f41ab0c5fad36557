// The address bar names what is shown, where signing in led straight to it: loading anew asks for it and for no password.
"use strict";

history.replaceState(null, "", document.querySelector("[data-address]").dataset.address);
