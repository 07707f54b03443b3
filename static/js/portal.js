/* Starts the enhancements a page has use for; every page works without any of them. */
import { showConditionalFields } from "./conditional-fields.js";
import { focusErrorSummary, openTargetedQuestion } from "./focus.js";
import { guardAgainstDoubleSubmit } from "./double-submit.js";
import { warnBeforeSessionEnds } from "./session-warning.js";
import { countCharacters } from "./character-count.js";
import { closeMenus } from "./menu.js";
import { offerToPrint } from "./print.js";
import { keepChoicesApart } from "./exclusive-choice.js";
import { keepWhatIsTyped } from "./autosave.js";
import { markAsRead } from "./read-mark.js";
import { sendFilesWhenChosen } from "./uploads/page.js";

focusErrorSummary();
openTargetedQuestion();
showConditionalFields();
sendFilesWhenChosen();
guardAgainstDoubleSubmit();
warnBeforeSessionEnds();
closeMenus();
countCharacters();
offerToPrint();
markAsRead();
keepChoicesApart();
keepWhatIsTyped();
