// A picture that does not come leaves no hole: the card becomes one of words.
export function startPictures(): void {
  const gone = (image: HTMLImageElement): void => {
    (image.closest('.card .pic, figure') ?? image).remove();
  };
  document.addEventListener('error', (event) => { if (event.target instanceof HTMLImageElement) gone(event.target); }, true);
  for (const image of document.images) if (image.complete && image.naturalWidth === 0 && image.currentSrc) gone(image);
}
