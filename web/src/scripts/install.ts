// /app: the browser offers to install the site, and the page's own button takes the offer.
interface InstallOffer extends Event { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }

export function offerInstall(button: HTMLButtonElement, event: Event): void {
  button.hidden = false;
  button.addEventListener('click', () => {
    button.hidden = true;  // an offer can be taken once
    (event as InstallOffer).prompt().catch(console.error);
  }, { once: true });
  addEventListener('appinstalled', () => { button.hidden = true; });
}
