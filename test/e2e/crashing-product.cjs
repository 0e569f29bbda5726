// The built product in a process that a test may kill. It does business changes on command, in its own process as its
// services would be called by its controllers, and tells of each when it is committed.
require('reflect-metadata');
const { createApp } = require('../../dist/src/app.factory.js');
const { CandidatesService } = require('../../dist/src/candidates/candidates.service.js');
const { loadConfig } = require('../../dist/src/config/index.js');
const { UnitOfWork } = require('../../dist/src/database/index.js');

class ChangedMyMind extends Error {}

const commands = (unitOfWork, candidates) => ({
  /** Creates candidates `from`…`to`; of those whose number `undoEvery` divides the unit of work fails at its end. */
  async create({ from, to, undoEvery, user }) {
    for (let n = from; n <= to; n++) {
      const committed = await unitOfWork
        .run(async () => {
          await candidates.create(user, { name: `Candidate ${n}` });
          if (n % undoEvery === 0) throw new ChangedMyMind();
        })
        .then(
          () => true,
          (error) => {
            if (error instanceof ChangedMyMind) return false;
            throw error;
          },
        );
      process.send({ done: n, committed });
    }
  },

  /** The numbers of all candidates that exist. */
  async list() {
    const rows = await unitOfWork.read((manager) => manager.query('SELECT name FROM candidates ORDER BY id'));
    process.send({ candidates: rows.map(({ name }) => Number(name.split(' ')[1])) });
  },

  /** Answers when nothing waits to be fanned out or delivered. */
  async drain() {
    for (;;) {
      const [{ waiting }] = await unitOfWork.read((manager) =>
        manager.query(
          "SELECT (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM deliveries WHERE status = 'pending') AS waiting",
        ),
      );
      if (Number(waiting) === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    process.send({ drained: true });
  },
});

async function main() {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  app.enableShutdownHooks(['SIGTERM'], { useProcessExit: true });
  await app.listen(config.http.port, config.http.host);
  const known = commands(app.get(UnitOfWork), app.get(CandidatesService, { strict: false }));
  process.on('message', ({ command, ...options }) => {
    known[command](options).catch((error) => {
      console.error(error);
      process.exit(1);
    });
  });
  process.send({ listening: await app.getUrl() });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
