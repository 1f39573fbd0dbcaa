export {
  next,
  readRuleSchedule,
  readSchedulerSchedule,
  type Schedule,
  type ScheduleContext,
} from './schedule.ts';
export { UnknownZoneError, UTC, type Zone, zoneOf } from './zone.ts';
