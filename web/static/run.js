// Puts what the server tells of a run in the place of what it told before. Where it
// tells nothing, the page is loaded anew from time to time, as without this script.
const live = document.getElementById("live");
const events = new EventSource(live.dataset.events);
const again = () => location.reload();
events.addEventListener("part", (e) => { live.innerHTML = e.data; });
events.addEventListener("end", () => { events.close(); again(); });
events.addEventListener("error", () => {
  if (events.readyState === EventSource.CLOSED) setTimeout(again, 3000);
});
