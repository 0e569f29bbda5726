import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Organization, Product } from '../harness/product';

export interface ResumeRow {
  readonly id: number;
  readonly taskId: string;
  readonly status: string;
  readonly candidateId: number | null;
}

export async function upload(
  product: Product,
  { token }: Organization,
  file: { name: string; content: Buffer },
): Promise<ResumeRow> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file.content)]), file.name);
  const response = await fetch(`${product.url}/api/v1/resumes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const { data, message } = (await response.json()) as Answer<ResumeRow>['body'];
  if (response.status !== 200) throw new Error(message);
  return data;
}

/** Uploads a file and waits until it has been read. @returns the résumé with its candidate's id */
export async function uploadAndParse(
  product: Product,
  organization: Organization,
  file: { name: string; content: Buffer },
): Promise<ResumeRow & { candidateId: number }> {
  const { id } = await upload(product, organization, file);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const resume = await product.data<ResumeRow>('GET', `/resumes/${id}`, organization.token);
    if (resume.status === 'COMPLETED' && resume.candidateId !== null)
      return { ...resume, candidateId: resume.candidateId };
    if (resume.status === 'FAILED' || Date.now() > deadline) throw new Error(`the résumé is ${resume.status}`);
    await delay(50);
  }
}
