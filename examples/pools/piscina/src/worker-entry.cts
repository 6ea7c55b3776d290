// The file that piscina loads. It uses `require`, and Node 20 aborts the process if a thread is ended while it requires an ES module.
export async function run(request: never): Promise<unknown> {
  const worker = await import('./worker.js');
  return await worker.run(request);
}
