package io.portline.cases.tnscase;

import io.portline.numbering.Language;

import java.util.UUID;

/**
 * A person who is told of every public update.
 *
 * @param id stable while the address is the same
 * @param opener whether this is who opened the case
 * @param replyToken the secret in the address to which this person may answer by mail; stable like the id
 */
public record CaseContact(UUID id, boolean opener, String name, String email, Language language, String replyToken) {

    /** Without the token and the address. */
    @Override
    public String toString() {
        return "CaseContact[" + id + "]";
    }
}
