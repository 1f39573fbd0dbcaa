/** What AWS does not tell about Amazon EFS, as parameters: `cloud.efs.model`. */
export interface EfsModel {
  /** Seconds until a new file system is `available`. Default 5. */
  creation: number;
  /**
   * Seconds until a new mount target is `available` and its name is known. Default 90: AWS says that names can take so long.
   * https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html
   */
  mountTarget: number;
  /** Seconds until a mount target or a file system that is deleted is gone. Default 30. */
  deletion: number;
  /** Seconds after which a mount that nobody answers fails. Default 120: AWS speaks of a minute or two. */
  mountTimeout: number;
  /**
   * Seconds after which a read or write that nobody answers fails. Default 60. A mount with the option `hard`, which AWS
   * advises, would wait for as long as it takes.
   */
  timeout: number;
  /** Seconds that a read of a file in Infrequent Access or Archive takes at least. Default 0.03: "tens of milliseconds". */
  coldRead: number;
  /** Seconds that each operation takes longer in Max I/O mode. Default 0.01: AWS says that it is slower, not by how much. */
  maxIo: number;
  /** The burst credits of a new file system, in bytes. Default 2.1 TiB, the most that a small one can have. */
  initialCredits: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<EfsModel> = {
  creation: 5,
  mountTarget: 90,
  deletion: 30,
  mountTimeout: 120,
  timeout: 60,
  coldRead: 0.03,
  maxIo: 0.01,
  initialCredits: 2.1 * 1024 * 1024 * 1024 * 1024,
};
