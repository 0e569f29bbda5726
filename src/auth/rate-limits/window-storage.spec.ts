import { FakeClock } from '../../common';
import { WindowStorage } from './window-storage';

describe('WindowStorage', () => {
  const clock = new FakeClock();
  const hit = (storage: WindowStorage, key: string) => storage.increment(key, 60_000, 2);

  it('blocks beyond the limit until the window ends, however often one tries', async () => {
    const storage = new WindowStorage(clock);
    expect(await hit(storage, 'a')).toMatchObject({ totalHits: 1, isBlocked: false, timeToExpire: 60 });
    clock.advance(30_001);
    expect(await hit(storage, 'a')).toMatchObject({ totalHits: 2, isBlocked: false, timeToExpire: 30 });
    expect(await hit(storage, 'a')).toMatchObject({ totalHits: 3, isBlocked: true, timeToBlockExpire: 30 });
    clock.advance(29_998);
    expect(await hit(storage, 'a')).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
    clock.advance(1);
    expect(await hit(storage, 'a')).toMatchObject({ totalHits: 1, isBlocked: false });
  });

  it('counts each caller alone', async () => {
    const storage = new WindowStorage(clock);
    for (let n = 0; n < 3; n++) await hit(storage, 'a');
    expect(await hit(storage, 'b')).toMatchObject({ totalHits: 1, isBlocked: false });
  });
});
