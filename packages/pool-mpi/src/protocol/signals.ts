/** The signals by which launchers and batch systems ask a job to end, or to save its state. */
export const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];
