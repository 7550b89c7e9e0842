package io.portline.cases.tnscase;

import io.portline.numbering.Language;

import java.util.List;

/** What Portline itself says in cases, in the language of whoever is told. */
public interface CaseSentences {

    /** To the customer: why an inventory change is refused. */
    String stillAssigned(Language language, List<String> numbers);

    /** To the desk: an inventory change can be carried out. */
    String numbersFree(List<String> missing);

    /** Stands for what somebody says who only sends documents. */
    String documentsOnly(Language language);

    /** Follows a text that was cut: all of it is in the document of that name. */
    String goesOnIn(Language language, String documentName);

    /** Follows a text whose mail brought documents that were not taken. */
    String notTaken(Language language, List<String> documentNames);

    /** Title of the case that an order opens by itself. */
    String troubleTitle(Language language, OrderTrouble.Kind kind, String orderNumber);

    /** Description of the case that an order opens by itself. */
    String troubleDescription(Language language, OrderTrouble trouble);
}
