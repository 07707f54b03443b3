/* Sends the federation's answer on without a click; the button does it when scripts are off. */
document.getElementById("answer").submit();
