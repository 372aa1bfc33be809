import type { JsonObject } from '../../protocol/json';
import type { MessageContext } from '../message-kind';

/** Checks one kind of card and returns whether a member can answer it. */
export type CardCheck = (card: JsonObject, context: MessageContext) => boolean;
