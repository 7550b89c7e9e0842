package io.portline.cases.tnscase;

import io.portline.numbering.Language;

import java.util.UUID;

/**
 * A person who is told of every public update.
 *
 * @param id stable while the address is the same
 * @param opener whether this is who opened the case
 */
public record CaseContact(UUID id, boolean opener, String name, String email, Language language) {}
