package io.portline.notification.delivery;

import io.portline.numbering.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class MailWriterTest {
    private final MailWriter writer = new MailWriter(URI.create("http://localhost:8080"));

    static Stream<Arguments> everyKindInEveryLanguage() {
        return Stream.of(NotificationKind.values())
                .flatMap(kind -> Stream.of(Language.values()).map(language -> Arguments.of(kind, language)));
    }

    @ParameterizedTest
    @MethodSource("everyKindInEveryLanguage")
    void hasWordsForEveryKindInEveryLanguageWithNoVariableLeftOpen(NotificationKind kind, Language language) {
        MailContent mail = writer.write(SampleNotifications.of(kind), language);

        assertThat(List.of(mail.subject(), mail.headline(), mail.text(), mail.footer(), mail.linkLabel()))
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("{", "}", "null"));
        assertThat(mail.subject())
                .startsWith("[" + SampleNotifications.of(kind).subject().number() + "]");
        assertThat(mail.facts())
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.value()).isNotBlank().doesNotContain("{", "}", "null"));
    }

    @ParameterizedTest
    @EnumSource(NotificationKind.class)
    void saysItDifferentlyInEachLanguage(NotificationKind kind) {
        Set<String> headlines = Set.copyOf(Stream.of(Language.values())
                .map(language ->
                        writer.write(SampleNotifications.of(kind), language).headline())
                .toList());

        assertThat(headlines).hasSize(Language.values().length);
    }

    @Test
    void givesTheFocDateInTheLocalTimeOfTheNumbersWithItsZone() {
        Notification approved = SampleNotifications.of(NotificationKind.PORT_ORDER_APPROVED);

        assertThat(writer.write(approved, Language.EN).text())
                .contains("Thursday, December 3, 2026 10:00 (Europe/Paris)");
        assertThat(writer.write(approved, Language.FR).text()).contains("jeudi 3 décembre 2026 10:00 (Europe/Paris)");
        assertThat(writer.write(approved, Language.JA).text()).contains("2026年12月3日木曜日 10:00 (Europe/Paris)");
    }

    @Test
    void namesTheReasonsOfARejectionInTheReadersLanguage() {
        Notification rejected = SampleNotifications.of(NotificationKind.PORT_ORDER_REJECTED);

        assertThat(writer.write(rejected, Language.FR).reasons())
                .containsExactly("Le numéro de compte ne correspond pas. Recopiez-le depuis votre dernière facture.");
    }

    @Test
    void namesTenNumbersAndCountsTheOthers() {
        List<String> numbers =
                IntStream.range(0, 999).mapToObj("+331990%05d"::formatted).toList();
        Facts facts = new Facts.OfPortOrder(
                "Many",
                "Hexatel",
                "PROCESSING",
                numbers,
                new Facts.Moment(LocalDateTime.of(2026, 12, 1, 10, 0), ZoneId.of("Europe/Paris")),
                null,
                null,
                List.of());
        Notification sample = SampleNotifications.of(NotificationKind.PORT_ORDER_SUBMITTED);
        Notification many =
                new Notification(sample.causeEventId(), sample.subject(), sample.kind(), facts, sample.occurredAt());

        assertThat(writer.write(many, Language.EN).facts())
                .filteredOn(fact -> fact.label().equals("Numbers"))
                .singleElement()
                .satisfies(fact -> assertThat(fact.value())
                        .startsWith("+33199000000, +33199000001")
                        .endsWith("+33199000009 and 989 more"));
    }

    /** By the texts themselves, whichever of them a sample happens to use. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void lacksNoTextAndNoVariableInAnyLanguage(Language language) {
        ResourceBundle english = texts(Language.EN);
        ResourceBundle other = texts(language);

        assertThat(other.keySet()).isEqualTo(english.keySet());
        assertThat(other.keySet())
                .allSatisfy(key -> assertThat(variables(other.getString(key)))
                        .as(key)
                        .isSubsetOf(allowed(key, variables(english.getString(key)))));
        assertThat(other.keySet())
                .filteredOn(key -> key.endsWith(".subject"))
                .allSatisfy(key -> assertThat(other.getString(key)).startsWith("[{0}] "));
        assertThat(other.keySet())
                .allSatisfy(key -> assertThat(other.getString(key))
                        .as("An apostrophe would hide the variables after it: " + key)
                        .doesNotContain("'"));
    }

    /** A translation may leave out what its grammar does not need, and repeat who or what it is about. */
    private static Set<String> allowed(String key, Set<String> inEnglish) {
        Set<String> allowed = new TreeSet<>(inEnglish);
        if (key.startsWith("port-o")) {
            allowed.addAll(Set.of("{1", "{2", "{3"));
        }
        return allowed;
    }

    private static Set<String> variables(String text) {
        return Pattern.compile("\\{[0-9]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ResourceBundle texts(Language language) {
        return ResourceBundle.getBundle(
                "mail.notification-service.texts",
                language.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    @Test
    void saysOfAPortOutWhatIsWrongAndUntilWhenACarrierIsLockedOut() {
        MailContent mail = writer.write(SampleNotifications.of(NotificationKind.PORT_OUT_CARRIER_LOCKED), Language.EN);

        assertThat(mail.text()).contains("Friday, November 20, 2026 11:00 (Europe/Paris)");
        assertThat(mail.reasons()).singleElement().asString().contains("PIN");
        assertThat(mail.link()).isEqualTo("http://localhost:8080/port-outs/00000000-0000-0000-0000-00000000002a");
    }

    @Test
    void linksToTheOrderOrCase() {
        assertThat(writer.write(SampleNotifications.of(NotificationKind.PORT_ORDER_COMPLETED), Language.EN)
                        .link())
                .isEqualTo("http://localhost:8080/orders/00000000-0000-0000-0000-00000000002a");
        assertThat(writer.write(SampleNotifications.of(NotificationKind.CASE_OPENED), Language.EN)
                        .link())
                .isEqualTo("http://localhost:8080/cases/00000000-0000-0000-0000-00000000002a");
    }
}
