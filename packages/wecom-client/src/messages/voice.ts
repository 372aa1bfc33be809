/** A voice message, AMR up to 2 MB and 60 s. */
export interface VoiceBody {
  msgtype: 'voice';
  voice: {
    /** From `media.upload`, valid for 3 days. */
    media_id: string;
  };
}
