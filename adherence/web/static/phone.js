// Conversations are read from their newest message; a refresh keeps the place of whoever has scrolled up.
(function () {
  "use strict";
  var away = {};
  function settle() {
    document.querySelectorAll(".talk").forEach(function (talk) {
      var id = talk.parentElement.id;
      talk.scrollTop = away[id] === undefined ? talk.scrollHeight : away[id];
      talk.addEventListener("scroll", function () {
        var fromEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight;
        if (fromEnd > 40) away[id] = talk.scrollTop;
        else delete away[id];
      });
    });
  }
  settle();
  new MutationObserver(settle).observe(document.querySelector(".phones"), { childList: true, subtree: true });
})();
