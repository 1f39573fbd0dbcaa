/** What AWS does not tell about Amazon SES, as parameters: `cloud.ses.model`. */
export interface SesModel {
  /** Seconds until the recipient's mail server answers. Default 1. */
  deliveryTime: number;
  /** Seconds from the delivery until a recipient who complains has done so. Default 60. */
  complaintTime: number;
  /** Mails that are kept for `cloud.ses.outside`. Default 1000, the latest. */
  recorded: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<SesModel> = { deliveryTime: 1, complaintTime: 60, recorded: 1000 };
