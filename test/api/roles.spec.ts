import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { type Organization, Product } from '../harness/product';
import { API_ROUTES, compareWithTable } from './routes';
import { signIn, signInOperator } from './sign-in';

jest.setTimeout(60_000);

const NOBODY = 'nobody';
const CALLERS = ['OPERATOR', 'ADMIN', 'HR', 'INTERVIEWER', NOBODY] as const;
type Caller = (typeof CALLERS)[number];

const NO_ROW = '4503599627370495';
const NO_UUID = '00000000-0000-4000-8000-000000000000';

/** Who may call does not depend on the database. */
describe('who may call what', () => {
  let database: TestDatabase;
  let product: Product;
  const tokens = new Map<Caller, string | undefined>();

  beforeAll(async () => {
    database = await DATABASE_KINDS[0].create();
    product = await Product.start({ databaseUrl: database.url });
    const organization: Organization = await product.organization();
    tokens.set(NOBODY, undefined);
    tokens.set('ADMIN', organization.token);
    tokens.set('OPERATOR', await signInOperator(product));
    for (const role of ['HR', 'INTERVIEWER'] as const)
      tokens.set(role, (await signIn(product, organization, role)).token);
  });
  afterAll(async () => {
    await product.stop();
    await database.drop();
  });

  it('is said of every route that the server has', () => {
    expect(compareWithTable(product.routes)).toEqual({ missing: [], stale: [] });
  });

  const expected = (route: string, caller: Caller): 'allowed' | 401 | 403 => {
    const { access } = API_ROUTES[route];
    if (access === 'public') return 'allowed';
    if (caller === NOBODY) return 401;
    return access === 'any' || access.includes(caller) ? 'allowed' : 403;
  };

  // An empty request to a row that nobody has: refused for its content where the caller is let in, so nothing changes.
  const attempt = async (route: string, caller: Caller): Promise<'allowed' | 401 | 403> => {
    const [method, pattern] = route.split(' ');
    const path = pattern.replace(':id', NO_ROW).replace(/:(taskId|eventId)/, NO_UUID);
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const { status, body: answer } = await product.call(method, path, tokens.get(caller), body);
    if (answer.error?.type === 'auth.forbidden') return status as 403;
    return answer.error?.type === 'auth.token_missing' ? (status as 401) : 'allowed';
  };

  it.each(Object.keys(API_ROUTES))('%s', async (route) => {
    const answers = await Promise.all(CALLERS.map(async (caller) => [caller, await attempt(route, caller)] as const));
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(CALLERS.map((caller) => [caller, expected(route, caller)])),
    );
  });

  it('is decided by a token that is genuine: another one is nobody’s', async () => {
    const protectedRoutes = Object.entries(API_ROUTES).filter(([, { access }]) => access !== 'public');
    for (const [route] of protectedRoutes) {
      const [method, pattern] = route.split(' ');
      const path = pattern.replace(':id', NO_ROW).replace(/:(taskId|eventId)/, NO_UUID);
      const { status } = await product.call(method, path, `${tokens.get('ADMIN')}x`);
      expect({ route, status }).toEqual({ route, status: 401 });
    }
  });
});
