/** About 1 KiB, as a résumé's events are with a long file name. */
export const examplePayload = (n: number) => ({
  taskId: 'c8a15791-e250-40f6-a2da-fe25e68dbfa6',
  resumeId: n + 1,
  fileName: `${'张三_Java_北京大学_'.repeat(24)}${n}.pdf`,
  userId: 4,
  fileSize: 552_225,
  fileType: 'application/pdf',
  status: 'QUEUED' as const,
});
