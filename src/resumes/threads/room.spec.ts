import { Room } from './room';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

describe('Room', () => {
  it('lets work run side by side, and tells who had company', async () => {
    const room = new Room();
    const first = room.shared(() => turns(10).then(() => 'first'));
    const second = room.shared(() => turns(2).then(() => 'second'));
    expect(await first).toEqual({ result: 'first', hadCompany: true });
    expect(await second).toEqual({ result: 'second', hadCompany: true });
    expect(await room.shared(() => Promise.resolve('third'))).toEqual({ result: 'third', hadCompany: false });
  });

  it('has nothing run beside who wants to be alone', async () => {
    const room = new Room();
    let running = 0;
    const seen: number[] = [];
    const work = async (): Promise<void> => {
      running++;
      seen.push(running);
      await turns(5);
      running--;
    };
    const before = [room.shared(work), room.shared(work)];
    await turns(3);
    const alone = [room.alone(work), room.alone(work)];
    const after = [room.shared(work), room.shared(work)];
    await Promise.all([...before, ...alone, ...after]);
    expect(seen).toEqual([1, 2, 1, 1, 1, 2]);
  });

  it('goes on after work that failed', async () => {
    const room = new Room();
    await expect(room.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(room.shared(() => Promise.reject(new Error('neither')))).rejects.toThrow('neither');
    await expect(room.alone(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
