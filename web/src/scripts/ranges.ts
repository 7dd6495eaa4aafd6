// Text of an element as one string, and ranges of it: nothing in the page is changed to mark a passage in it.
export class Passage {
  readonly text: string;
  private readonly nodes: { node: Text; from: number }[] = [];

  constructor(readonly holder: Element, skip = 'pre, table, figcaption .credit, sup') {
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    let text = '';
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      if (skip && node.parentElement?.closest(skip)) continue;
      this.nodes.push({ node, from: text.length });
      text += node.data;
    }
    this.text = text;
  }

  range(from: number, to: number): Range | undefined {
    const start = this.at(from), end = this.at(to, true);
    if (!start || !end) return undefined;
    const range = document.createRange();
    range.setStart(start.node, start.offset);
    range.setEnd(end.node, end.offset);
    return range;
  }

  // Where a point of the page lies in the text; -1 outside.
  offsetOf(node: Node, offset: number): number {
    const point = document.createRange();
    point.setStart(node, offset);
    for (const part of this.nodes) {
      if (part.node === node) return part.from + offset;
      if (point.comparePoint(part.node, 0) > 0) return part.from;
    }
    return this.holder.contains(node) ? this.text.length : -1;
  }

  private at(offset: number, isEnd = false): { node: Text; offset: number } | undefined {
    for (const { node, from } of this.nodes) {
      const inside = offset - from;
      if (inside >= 0 && (isEnd ? inside <= node.length && (inside > 0 || offset === 0) : inside < node.length)) return { node, offset: inside };
    }
    return undefined;
  }
}

// A name painted by the style sheet (::highlight); browsers without it show nothing.
export function paint(name: string, ranges: Range[]): void {
  const registry = (CSS as { highlights?: HighlightRegistry }).highlights;
  if (!registry) return;
  if (ranges.length === 0) registry.delete(name);
  else registry.set(name, new Highlight(...ranges));
}
