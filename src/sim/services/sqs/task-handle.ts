/** What the handle of a move task says. */
export interface TaskHandle {
  taskId: string;
  /** The ARN of the queue whose messages it moves. */
  sourceArn: string;
}

/** Writes the handle of a move task: to its holder it is opaque, as AWS's is. */
export function writeTaskHandle({ taskId, sourceArn }: TaskHandle): string {
  return btoa(JSON.stringify({ taskId, sourceArn }));
}

/** Undefined where it is no handle. */
export function readTaskHandle(handle: string): TaskHandle | undefined {
  try {
    const { taskId, sourceArn } = JSON.parse(atob(handle)) as Partial<TaskHandle>;
    return typeof taskId === 'string' && typeof sourceArn === 'string' ? { taskId, sourceArn } : undefined;
  } catch {
    return undefined;
  }
}
