import { layOutPage, type PlacedText } from './pdf-layout';

const SIZE = 10;
const at = (x: number, y: number, text: string): PlacedText => ({ text, x, y, width: text.length * 5, size: SIZE });

describe('layOutPage', () => {
  it('joins the runs of a line, with a space where there is a gap', () => {
    expect(layOutPage([at(0, 100, 'Ja'), at(10, 100, 'ne'), at(24, 100, 'Doe')])).toEqual(['Jane Doe']);
  });

  it('separates what is far apart on a line by a tab', () => {
    expect(layOutPage([at(0, 100, 'Name'), at(100, 100, 'Jane')])).toEqual(['Name\tJane']);
  });

  it('reads from top to bottom, whatever the order in the file', () => {
    expect(layOutPage([at(0, 80, 'second'), at(0, 100, 'first')])).toEqual(['first', 'second']);
  });

  it('reads a column to its end before the next one, and what stands across them first', () => {
    const left = [0, 1, 2, 3].map((line) => at(0, 90 - line * 12, `left ${line}`));
    const right = [0, 1, 2, 3].map((line) => at(200, 87 - line * 13, `a longer line on the right ${line}`));
    const lines = layOutPage([at(0, 120, 'A name that is set across the whole width of the page'), ...right, ...left]);
    expect(lines).toEqual([
      'A name that is set across the whole width of the page',
      ...left.map((item) => item.text),
      ...right.map((item) => item.text),
    ]);
  });

  it('keeps the rows of a table whose first column holds labels', () => {
    const rows = [
      ['Name', 'Jane'],
      ['Phone', '123'],
      ['E-mail', 'jane@example.com'],
      ['City', 'Bern'],
    ];
    const items = rows.flatMap(([label, value], row) => [at(0, 90 - row * 12, label), at(200, 90 - row * 12, value)]);
    expect(layOutPage(items)).toEqual(rows.map((row) => row.join('\t')));
  });

  it('reads text that was printed twice to look bold once', () => {
    expect(layOutPage([at(0, 100, 'Bold'), at(0.4, 100, 'Bold')])).toEqual(['Bold']);
  });

  it('ends, and soon, on a page of many thousand runs', () => {
    const items = Array.from({ length: 20_000 }, (_, i) => at((i * 37) % 600, (i * 91) % 800, 'x'));
    const started = performance.now();
    layOutPage(items);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
