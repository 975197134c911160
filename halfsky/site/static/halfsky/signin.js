// The pages around the log-in: a password can be shown, and locked capitals are told. They work
// without this.

import "./menus.js";
import "./once.js";
import "./small.js";
import "./passwords.js";
