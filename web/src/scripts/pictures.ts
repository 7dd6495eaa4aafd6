// A picture that does not come leaves its place as it is, without the browser's broken image in it: nothing moves.
export function startPictures(): void {
  const gone = (image: HTMLImageElement): void => { image.classList.add('gone'); };
  document.addEventListener('error', (event) => { if (event.target instanceof HTMLImageElement) gone(event.target); }, true);
  for (const image of document.images) if (image.complete && image.naturalWidth === 0 && image.currentSrc) gone(image);
}
