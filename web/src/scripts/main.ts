// What every page runs at once. The rest comes when it is wanted, or when nobody waits for the page any more.
import { make, recall } from './dom';
import { startFresh } from './fresh';
import { showShelf } from './mirror';
import { startPictures } from './pictures';
import { startShortcuts } from './shortcuts';
import { startTheme } from './theme';
import { startTimes } from './times';

const article = document.querySelector<HTMLElement>('main article.article[data-article]');
const body = article?.querySelector<HTMLElement>('.body');
const shelfForms = ['/saved', '/history', '/hidden', '/following'];

// Forms work without script. With it the page changes at once; should the part for it not come, they are sent as they are.
function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  const action = form.getAttribute('action') ?? '';
  const { submitter } = event;
  const what = submitter instanceof HTMLButtonElement ? submitter.value : '';
  if (shelfForms.includes(action) && (what === 'add' || what === 'remove')) {
    event.preventDefault();
    // Should its part not come, the form goes as it is; its button's value has to go with it.
    const plainly = (): void => {
      form.append(make('input', { type: 'hidden', name: 'do', value: what }));
      form.submit();
    };
    import('./later').then((part) => part.submitForm(form, what), plainly).catch(console.error);
  } else if (action === '/look') {
    event.preventDefault();
    import('./menu').then((menu) => menu.submitLook(form, submitter), () => form.submit()).catch(console.error);
  } else if (action === '/forget') {
    event.preventDefault();
    localStorage.clear();
    sessionStorage.clear();
    import('./later').then((part) => part.tellWorker({ type: 'purge' })).finally(() => form.submit());
  }
}

function onClick(event: MouseEvent): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const target = event.target as Element;
  const why = target.closest<HTMLAnchorElement>('a.why');
  if (why) {
    event.preventDefault();
    import('./menu').then((menu) => menu.openWhy(why), () => location.assign(why.href)).catch(console.error);
  } else if (target.closest('button.listen')) {
    void import('./listen').then((listen) => listen.startListening());
  }
}

function startHighlights(): void {
  if (!article || !body) return;
  const start = () => import('./highlights').then((highlights) => highlights.startHighlights(article));
  if ((recall('highlights') ?? '').includes(`"article":"${article.dataset['article']!}"`)) void start();
  else document.addEventListener('selectionchange', function selected() {
    if (getSelection()?.isCollapsed ?? true) return;
    document.removeEventListener('selectionchange', selected);
    void start();
  });
}

function later(): void {
  void import('./later').then((part) => {
    if (article) part.startReading(article);
    void part.startBackground();
  });
  const marked = document.querySelector<HTMLElement>('[data-highlights]');
  if (marked) void import('./highlights').then((page) => page.showHighlights(marked));
  if (matchMedia('(any-pointer: coarse)').matches && document.querySelector('.card[data-article]')) void import('./swipe').then((swipe) => swipe.startSwipe());
}

const install = document.querySelector<HTMLButtonElement>('[data-install]');
if (install) addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  void import('./install').then((part) => part.offerInstall(install, event));
});

startTimes();
startTheme();
startPictures();
startShortcuts();
startFresh();
showShelf();
document.addEventListener('submit', onSubmit);
document.addEventListener('change', (event) => {
  const form = event.target instanceof HTMLInputElement ? event.target.form : null;
  if (form?.getAttribute('action') === '/look') void import('./menu').then((menu) => menu.submitLook(form, null));
});
document.addEventListener('click', onClick);
startHighlights();
addEventListener('storage', (event) => { if (event.key === 'shelf') showShelf(); });
addEventListener('pageshow', (event) => { if (event.persisted) showShelf(); });
const idle = window.requestIdleCallback as typeof requestIdleCallback | undefined;
const start = () => idle ? idle(later, { timeout: 2000 }) : setTimeout(later, 200);
if (document.readyState === 'complete') start(); else addEventListener('load', start, { once: true });
