package io.portline.numbering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class NumberFileTest {

    private static final PhoneNumber FIRST = new PhoneNumber("+33123456789");
    private static final PhoneNumber SECOND = new PhoneNumber("+33123456790");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PhoneNumber\n+33123456789\n0123456790\n",
                "PhoneNumber\r\n+33123456789\r\n0123456790",
                "PhoneNumber\r+33123456789\r0123456790",
                "\uFEFFPhoneNumber\r\n+33123456789\r\n0123456790\r\n",
                "phonenumber\n+33123456789\n0123456790",
                " PHONENUMBER \n +33123456789 \n\t0123456790",
                "\"PhoneNumber\"\n\"+33123456789\"\n \"01 23 45 67 90\" \n",
                "PhoneNumber\n\n+33123456789\n   \n\n0123456790\n\n\n",
                "PhoneNumber,Comment\n+33123456789,front desk\n0123456790,\n",
                "Comment;PhoneNumber\nfront desk;+33123456789\n;0123456790\n",
                "PhoneNumber\tComment\n+33123456789\tfront desk\n0123456790\n",
                "PhoneNumber\n+33123456789,\n0123456790,,\n",
                "\n\nPhoneNumber\n+33123456789\n0123456790\n",
            })
    void readsWhatSpreadsheetsAndPeopleWrite(String csv) {
        NumberFile file = NumberFile.read(csv.getBytes(UTF_8), Country.FR);

        assertThat(file.faults()).isEmpty();
        assertThat(file.isClean()).isTrue();
        assertThat(file.numbers()).containsExactly(FIRST, SECOND);
    }

    @Test
    void readsUtf16WithItsByteOrderMark() {
        byte[] text = "\uFEFFPhoneNumber\r\n+33123456789\r\n".getBytes(UTF_16LE);

        assertThat(NumberFile.read(text, Country.FR).numbers()).containsExactly(FIRST);
    }

    @Test
    void reportsEveryBadRowAtOnceWithLineTextAndCode() {
        NumberFile file = NumberFile.read("""
                PhoneNumber,Comment
                +33123456789,good
                hello,
                ,nobody

                3.31235E+10,
                01 23 45 67 89,again
                +14255550123,
                =1+1,
                0123456790,"a quoted, comma"
                """.getBytes(UTF_8), Country.FR);

        assertThat(file.numbers()).containsExactly(FIRST, SECOND);
        assertThat(file.isClean()).isFalse();
        assertThat(file.faults())
                .extracting(
                        NumberFile.Fault::line,
                        NumberFile.Fault::text,
                        NumberFile.Fault::code,
                        NumberFile.Fault::number,
                        NumberFile.Fault::firstLine)
                .containsExactly(
                        tuple(3L, "hello", NumberFault.NOT_A_NUMBER, Optional.empty(), OptionalLong.empty()),
                        tuple(4L, "", NumberFault.EMPTY, Optional.empty(), OptionalLong.empty()),
                        tuple(
                                6L,
                                "3.31235E+10",
                                NumberFault.SPREADSHEET_FORMAT,
                                Optional.empty(),
                                OptionalLong.empty()),
                        tuple(7L, "01 23 45 67 89", NumberFault.DUPLICATE, Optional.of(FIRST), OptionalLong.of(2)),
                        tuple(
                                8L,
                                "+14255550123",
                                NumberFault.WRONG_COUNTRY,
                                Optional.of(new PhoneNumber("+14255550123")),
                                OptionalLong.empty()),
                        tuple(9L, "=1+1", NumberFault.FORMULA, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void tellsADecimalCommaInScientificNotationFromAStrayColumn() {
        NumberFile file = NumberFile.read("PhoneNumber\n3,31235E+10\n+33123456789,stray\n".getBytes(UTF_8), Country.FR);

        assertThat(file.faults())
                .extracting(NumberFile.Fault::line, NumberFile.Fault::text, NumberFile.Fault::code)
                .containsExactly(
                        tuple(2L, "3,31235E+10", NumberFault.SPREADSHEET_FORMAT),
                        tuple(3L, "+33123456789,stray", NumberFault.TOO_MANY_COLUMNS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+33123456789\n0123456790\n", "Phone Number\n+33123456789\n", "Number;Comment\n1;2\n"})
    void refusesAFileWithoutTheHeader(String csv) {
        NumberFile file = NumberFile.read(csv.getBytes(UTF_8), Country.FR);

        assertThat(file.rows()).isEmpty();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(NumberFault.HEADER_MISSING);
            assertThat(fault.line()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "PhoneNumber", "PhoneNumber\n\n \n", "\uFEFF"})
    void refusesAFileWithoutNumbers(String csv) {
        assertThat(NumberFile.read(csv.getBytes(UTF_8), Country.FR).faults())
                .extracting(NumberFile.Fault::code)
                .containsExactly(NumberFault.NO_NUMBERS);
    }

    @Test
    void refusesWhatIsNoCsv() {
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0};
        assertThat(NumberFile.read(zip, Country.FR).faults())
                .extracting(NumberFile.Fault::code)
                .containsExactly(NumberFault.NOT_CSV);
        byte[] unclosed = ("PhoneNumber\n\"" + "+33123456789\n".repeat(10_000)).getBytes(UTF_8);
        assertThat(NumberFile.read(unclosed, Country.FR).faults())
                .extracting(NumberFile.Fault::code)
                .containsExactly(NumberFault.NOT_CSV);
    }

    @Test
    void reportsAnUnclosedQuoteInsteadOfGuessing() {
        assertThat(NumberFile.read("PhoneNumber\n\"+33123456789\n0123456790\n".getBytes(UTF_8), Country.FR)
                        .isClean())
                .isFalse();
    }

    @Test
    void stopsAtTheMostRowsItMayRead() {
        StringBuilder csv = new StringBuilder("PhoneNumber\n");
        for (int at = 0; at < 11; at++) {
            csv.append("+331234567").append(10 + at).append('\n');
        }

        NumberFile tooMany = NumberFile.read(csv.toString().getBytes(UTF_8), Country.FR, 10);
        assertThat(tooMany.rows()).hasSize(10);
        assertThat(tooMany.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(NumberFault.TOO_MANY_NUMBERS);
            assertThat(fault.line()).isEqualTo(12);
        });
        assertThat(NumberFile.read(csv.toString().getBytes(UTF_8), Country.FR, 11)
                        .isClean())
                .isTrue();
    }

    @Test
    void shortensWhatItRepeats() {
        NumberFile file = NumberFile.read(("PhoneNumber\n" + "x".repeat(5_000)).getBytes(UTF_8), Country.FR);

        assertThat(file.faults().getFirst().text()).hasSize(64).endsWith("…");
    }

    @Test
    void checksAListLikeAFileAndCountsFromZero() {
        NumberFile list = NumberFile.ofList(List.of("+33123456789", "0123456790", "01 23 45 67 89", "?"), Country.FR);

        assertThat(list.numbers()).containsExactly(FIRST, SECOND);
        assertThat(list.faults())
                .extracting(NumberFile.Fault::line, NumberFile.Fault::code, NumberFile.Fault::firstLine)
                .containsExactly(
                        tuple(2L, NumberFault.DUPLICATE, OptionalLong.of(0)),
                        tuple(3L, NumberFault.NOT_A_NUMBER, OptionalLong.empty()));
        assertThat(NumberFile.ofList(List.of(), Country.FR).faults())
                .extracting(NumberFile.Fault::code)
                .containsExactly(NumberFault.NO_NUMBERS);
    }

    @Test
    void findsExactlyTheRowsThatWereSpoiledWhateverTheirNotation() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<String> lines = new ArrayList<>(List.of("PhoneNumber"));
            List<Long> spoiled = new ArrayList<>();
            int rows = 1 + random.nextInt(40);
            for (int row = 0; row < rows; row++) {
                PhoneNumber number = new PhoneNumber("+331" + (23_000_000 + round * 1_000 + row));
                switch (random.nextInt(6)) {
                    case 0 -> {
                        lines.add("not a number " + row);
                        spoiled.add((long) lines.size());
                    }
                    case 1 -> lines.add(number.national());
                    case 2 -> lines.add('"' + number.international() + '"');
                    case 3 -> {
                        lines.add("");
                        lines.add(number.e164());
                    }
                    default -> lines.add(number.e164());
                }
            }
            String separator = random.nextBoolean() ? "\n" : "\r\n";
            NumberFile file = NumberFile.read(String.join(separator, lines).getBytes(UTF_8), Country.FR);
            assertThat(file.faults()).extracting(NumberFile.Fault::line).isEqualTo(spoiled);
            assertThat(file.numbers()).hasSize(rows - spoiled.size()).doesNotHaveDuplicates();
        }
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        Random random = new Random(13);
        byte[] start = "PhoneNumber\n".getBytes(UTF_8);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (round % 2 == 0 && bytes.length > start.length) {
                System.arraycopy(start, 0, bytes, 0, start.length);
            }
            NumberFile file = NumberFile.read(bytes, Country.JP);
            assertThat(file.isClean()).isEqualTo(file.faults().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(NumberFault.class)
    void saysEveryFaultInThreeLanguages(NumberFault fault) {
        assertThat(fault.texts()).containsOnlyKeys("en", "fr", "ja");
        assertThat(fault.texts().values())
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank());
        assertThat(fault.text(Locale.CANADA_FRENCH)).isEqualTo(fault.texts().get("fr"));
        assertThat(fault.text(Locale.GERMAN)).isEqualTo(fault.texts().get("en"));
    }
}
