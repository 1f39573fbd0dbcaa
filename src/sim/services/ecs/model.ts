import { reservationModel, type ReservationModel } from './capacity/reservation.ts';
import { rollingModel, type RollingModel } from './deployment/rolling.ts';
import { throttleModel, type ThrottleModel } from './deployment/start-throttle.ts';

/** What AWS does not tell about Amazon ECS, as parameters: `cloud.ecs.model`. Times are seconds. */
export interface EcsModel {
  /** From a change until the scheduler looks at a service. Default 1. */
  reaction: number;
  /** Between two looks at a service whose targets or alarms have to be watched. Default 10. */
  look: number;
  /** To attach the network interface of a task on an instance (network mode awsvpc). Default 5. */
  attachInterface: number;
  /** To prepare the machine of a task on Fargate, its network interface included. Default 20. */
  fargate: number;
  /** To detach an interface. Default 2. */
  detachInterface: number;
  /** From PENDING until the pull begins. Default 1. */
  agent: number;
  /** Megabytes of an image that are pulled in a second. Default 50. */
  pullRate: number;
  /** The size of an image whose program names none, in megabytes. Default 200. */
  imageSize: number;
  /** From the image's presence until the containers have started. Default 1. */
  start: number;
  /** From ready system of an instance until its agent has registered it. Default 10. */
  agentStart: number;
  /** The part of an instance's memory that system and agent keep for themselves. Default 0.05. */
  systemMemory: number;
  /** From a value of CapacityProviderReservation until the group is asked for more or fewer instances. Default 60. */
  managedScaling: number;
  /** For which the alarms of a rolling deployment are watched once it is done. AWS computes it from the alarms. Default 300. */
  rollingBake: number;
  /** The part that a Fargate Spot task is cheaper by. AWS says: up to 70 %. Default 0.7. */
  spotDiscount: number;
  /** Whether old tasks stop as soon as the minimum allows. */
  rolling: RollingModel;
  /** How starts slow down after tasks that never ran. AWS gives the longest pause only. */
  throttle: ThrottleModel;
  /** How needs of unlike tasks come to one number of instances. */
  reservation: ReservationModel;
}

/** What applies where nothing is set. */
export const defaultModel = (): EcsModel => ({
  reaction: 1,
  look: 10,
  attachInterface: 5,
  fargate: 20,
  detachInterface: 2,
  agent: 1,
  pullRate: 50,
  imageSize: 200,
  start: 1,
  agentStart: 10,
  systemMemory: 0.05,
  managedScaling: 60,
  rollingBake: 300,
  spotDiscount: 0.7,
  rolling: { ...rollingModel },
  throttle: { ...throttleModel },
  reservation: { ...reservationModel },
});
