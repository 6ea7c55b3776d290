// The menu of a phone for those who have a keyboard: TypeDoc opens it for pointers alone.
const trigger = document.getElementById('tsd-toolbar-menu-trigger');

/** Sends what a pointer would; on phones TypeDoc listens to touches. */
function point(target, types, options) {
  for (const type of types) target.dispatchEvent(new Event(type, options));
}

trigger?.setAttribute('role', 'button');
trigger?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  point(trigger, ['mouseup', 'touchend'], { cancelable: true });
  document.querySelector('.col-sidebar a')?.focus();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !document.documentElement.classList.contains('has-menu')) return;
  point(document.body, ['mousedown', 'touchstart'], { bubbles: true });
  trigger?.focus();
});
