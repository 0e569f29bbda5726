import { FakeClock } from '../../../common';
import { BuiltinResumeExtractor } from './builtin-resume-extractor';
import { SLOW_TEXTS } from './testing/slow-texts';

// Threads start slowly on a busy machine.
jest.setTimeout(60_000);

describe('BuiltinResumeExtractor', () => {
  const clock = new FakeClock(Date.UTC(2026, 5, 1));

  it('answers as the rules do, with the time that it is', async () => {
    const profile = await new BuiltinResumeExtractor(clock).extract({
      text: 'Ada Byron\nada@example.com\n\nEXPERIENCE\nAnalyst, Babbage Ltd\nJune 2024 - present\n',
      fileName: 'cv.txt',
    });
    expect(profile.name?.value).toBe('Ada Byron');
    expect(profile.yearsOfExperience?.value).toBeCloseTo(2, 0);
  });

  it('does not hold up the process, however slow the text', async () => {
    const extractor = new BuiltinResumeExtractor(clock);
    const pauses = watchPauses();
    for (const text of Object.values(SLOW_TEXTS)) await extractor.extract({ text, fileName: 'cv.txt' });
    // One of these texts alone used to take a second of it. What is left is copying sixty thousand characters.
    expect(pauses.longestMs()).toBeLessThan(300);
  });

  it('gives up a text that takes too long', async () => {
    const hasty = new BuiltinResumeExtractor(clock, { timeMs: 5, heapMiB: 128, growthMiB: 512 });
    await expect(hasty.extract({ text: 'Ada Byron', fileName: 'cv.txt' })).rejects.toMatchObject({
      failure: 'too_complex',
      permanent: false,
    });
  });
});

/** How long the event loop stood still at worst. */
function watchPauses(): { longestMs(): number } {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return {
    longestMs: () => {
      clearInterval(timer);
      return longest;
    },
  };
}
