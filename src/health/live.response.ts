export class LiveResponse {
  status: 'ok';
}
