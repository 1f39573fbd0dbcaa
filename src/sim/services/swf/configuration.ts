import type {
  RegisterWorkflowTypeInput,
  StartChildWorkflowExecutionDecisionAttributes,
  StartWorkflowExecutionInput,
  WorkflowExecutionConfiguration,
} from './schema.ts';

/** What a start says of the configuration, by a program or by a decider. */
type Given = StartWorkflowExecutionInput | StartChildWorkflowExecutionDecisionAttributes;

/** The configuration of an execution: what its start says, else its type; where neither says it, the member's name. */
export function configurationOf(
  given: Given,
  type: RegisterWorkflowTypeInput,
): WorkflowExecutionConfiguration | string {
  const configuration = {
    childPolicy: given.childPolicy ?? type.defaultChildPolicy,
    taskList: given.taskList ?? type.defaultTaskList,
    executionStartToCloseTimeout:
      given.executionStartToCloseTimeout ?? type.defaultExecutionStartToCloseTimeout,
    taskStartToCloseTimeout: given.taskStartToCloseTimeout ?? type.defaultTaskStartToCloseTimeout,
  };
  for (const [member, value] of Object.entries(configuration)) if (value === undefined) return member;
  const taskPriority = given.taskPriority ?? type.defaultTaskPriority;
  return {
    ...(configuration as WorkflowExecutionConfiguration),
    ...(taskPriority !== undefined && { taskPriority }),
  };
}
