import { OperatorAccounts, type Role } from '../../src/auth';
import type { Organization, Product } from '../harness/product';

let users = 0;

/** A signed-in user who is none of the organization's first ADMIN. */
export async function signIn(
  product: Product,
  organization: Organization,
  role: Exclude<Role, 'OPERATOR'>,
): Promise<{ id: number; token: string }> {
  const account = { username: `${role.toLowerCase()}-${++users}`, password: 'correct horse battery' };
  const { id } = await product.data<{ id: number }>('POST', '/users', organization.token, {
    ...account,
    email: `${account.username}@example.com`,
    role,
  });
  return { id, token: await tokenOf(product, account) };
}

export async function signInOperator(product: Product): Promise<string> {
  const account = await product.app.get(OperatorAccounts, { strict: false }).create(`operator-${++users}`);
  return tokenOf(product, account);
}

async function tokenOf(product: Product, account: { username: string; password: string }): Promise<string> {
  const { username, password } = account;
  return (await product.data<{ accessToken: string }>('POST', '/auth/login', undefined, { username, password }))
    .accessToken;
}
