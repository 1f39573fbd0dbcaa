/** What Airflow says of a DAG that is none, by its own names: `AirflowDagCycleException`. */
export class AirflowError extends Error {
  /** Thrown by `Environment.add`. */
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
