/** The exit code of a process that SIGKILL ended: 128 and the signal's number. */
export const SIGKILLED = 137;

/** A container's reason when the kernel killed it for memory. */
export const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';
