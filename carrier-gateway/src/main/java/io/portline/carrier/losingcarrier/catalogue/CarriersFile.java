package io.portline.carrier.losingcarrier.catalogue;

import io.portline.carrier.losingcarrier.Adapter;
import io.portline.carrier.losingcarrier.AnswerMix;
import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.Carriers;
import io.portline.carrier.losingcarrier.CutoverWindow;
import io.portline.carrier.losingcarrier.FocIntervals;
import io.portline.carrier.losingcarrier.NumberRange;
import io.portline.carrier.losingcarrier.NumberRanges;
import io.portline.carrier.losingcarrier.Outage;
import io.portline.carrier.losingcarrier.ResponseTimes;
import io.portline.numbering.BusinessDays;
import io.portline.numbering.BusinessHours;
import io.portline.numbering.NumberType;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads {@code carriers.yml}. What it does not know or cannot use it refuses, naming the carrier: no figure is ever silently lost. */
public final class CarriersFile {

    /** Closures that return every year are laid out for the years in which ports can be asked for. */
    private static final int FIRST_YEAR = 2020;

    private static final int LAST_YEAR = 2060;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CarriersFile() {}

    /**
     * What is in the file.
     *
     * @param carriers in its order
     * @param notPortableTypes kinds of numbers that nobody can port
     */
    public record Contents(Carriers carriers, Set<NumberType> notPortableTypes) {}

    /** @throws IllegalArgumentException if the file cannot be read as carriers, with what is wrong */
    public static Contents read(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource.getDescription(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(resource.getDescription() + ": " + e.getMessage(), e);
        }
    }

    static Contents read(String yaml) {
        FileRow file;
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            file = MAPPER.convertValue(tree, FileRow.class);
        } catch (YAMLException | JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no list of carriers: " + e.getMessage(), e);
        }
        if (file == null || file.carriers() == null || file.carriers().isEmpty()) {
            throw new IllegalArgumentException("no carriers in it");
        }
        Map<String, Map<String, String>> books = file.codeBooks() == null ? Map.of() : file.codeBooks();
        List<Carrier> carriers =
                file.carriers().stream().map(row -> carrier(row, books)).toList();
        refuseClaimsToTheSame(carriers);
        return new Contents(new Carriers(carriers), types(file.notPortableTypes()));
    }

    private static Carrier carrier(CarrierRow row, Map<String, Map<String, String>> books) {
        String id = row.id() == null ? "(without id)" : row.id();
        try {
            return new Carrier(
                    required(row.id(), "id"),
                    required(row.name(), "name"),
                    required(row.spid(), "spid"),
                    required(row.countries(), "countries"),
                    required(row.holidayCalendar(), "holidayCalendar"),
                    businessHours(row),
                    responseTimes(required(row.responseHours(), "responseHours")),
                    focIntervals(required(row.focBusinessDays(), "focBusinessDays")),
                    cutover(required(row.cutover(), "cutover")),
                    mix(required(row.mix(), "mix")),
                    row.outages() == null
                            ? List.of()
                            : row.outages().stream().map(CarriersFile::outage).toList(),
                    numbers(required(row.numbers(), "numbers")),
                    required(row.accountNumberRequired(), "accountNumberRequired"),
                    required(row.passcodeRequired(), "passcodeRequired"),
                    adapter(row),
                    ownCodes(required(row.codes(), "codes"), books));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("carrier " + id + ": " + e.getMessage(), e);
        }
    }

    private static Set<NumberType> types(@Nullable List<String> names) {
        return names == null
                ? Set.of()
                : names.stream().map(NumberType::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /** A number must have one longest range, or it would be chance who serves it. */
    private static void refuseClaimsToTheSame(List<Carrier> carriers) {
        record Claim(Carrier carrier, NumberRange range) {}
        List<Claim> claims = carriers.stream()
                .flatMap(carrier -> carrier.numbers().served().stream().map(range -> new Claim(carrier, range)))
                .toList();
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            for (Claim earlier : claims.subList(0, i)) {
                if (claim.range().rivals(earlier.range())
                        && !Collections.disjoint(
                                claim.carrier().countries(), earlier.carrier().countries())) {
                    throw new IllegalArgumentException(
                            "carrier " + claim.carrier().id() + ": number range " + claim.range() + " is claimed by "
                                    + earlier.carrier().id() + " with " + earlier.range());
                }
            }
        }
    }

    private static NumberRanges numbers(NumbersRow row) {
        return new NumberRanges(
                ranges(required(row.served(), "numbers.served")),
                row.notPortable() == null ? List.of() : ranges(row.notPortable()));
    }

    private static List<NumberRange> ranges(List<String> texts) {
        return texts.stream().map(NumberRange::parse).toList();
    }

    private static Adapter adapter(CarrierRow row) {
        String kind = row.adapter() == null ? "simulated" : row.adapter();
        if (row.uri() != null && !kind.equals("http")) {
            throw new IllegalArgumentException("uri is for carriers with adapter: http");
        }
        return switch (kind) {
            case "simulated" -> new Adapter.Simulated();
            case "http" -> new Adapter.Http(URI.create(required(row.uri(), "uri")));
            default -> throw new IllegalArgumentException("adapter is simulated or http, not \"" + kind + "\"");
        };
    }

    private static BusinessHours businessHours(CarrierRow row) {
        HoursRow hours = required(row.businessHours(), "businessHours");
        BusinessDays days = BusinessDays.of(required(row.holidayCalendar(), "holidayCalendar"));
        Set<LocalDate> closed = row.closedOn() == null
                ? Set.of()
                : row.closedOn().stream()
                        .map(day -> MonthDay.parse("--" + day))
                        .flatMap(day ->
                                IntStream.rangeClosed(FIRST_YEAR, LAST_YEAR).mapToObj(day::atYear))
                        .collect(Collectors.toSet());
        return new BusinessHours(
                closed.isEmpty() ? days : days.without(closed),
                ZoneId.of(required(row.zone(), "zone")),
                time(hours.opens(), "businessHours.opens"),
                time(hours.closes(), "businessHours.closes"),
                time(hours.countsUntil(), "businessHours.countsUntil"));
    }

    private static ResponseTimes responseTimes(ResponseRow row) {
        return new ResponseTimes(hours(row.min()), hours(row.median()), hours(row.max()));
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3600));
    }

    private static FocIntervals focIntervals(FocRow row) {
        return new FocIntervals(row.simple(), row.complex());
    }

    private static CutoverWindow cutover(WindowRow row) {
        return new CutoverWindow(time(row.from(), "cutover.from"), time(row.to(), "cutover.to"));
    }

    private static AnswerMix mix(MixRow row) {
        Map<String, Integer> reject = row.reject() == null ? Map.of() : row.reject();
        return new AnswerMix(
                row.accept(),
                row.silent(),
                reject.entrySet().stream()
                        .map(entry -> new AnswerMix.Weighted(code(entry.getKey()), entry.getValue()))
                        .toList());
    }

    private static Outage outage(OutageRow row) {
        String from = required(row.from(), "outages.from");
        String to = required(row.to(), "outages.to");
        return row.every() == null
                ? new Outage.Once(LocalDateTime.parse(from), LocalDateTime.parse(to))
                : new Outage.Weekly(DayOfWeek.valueOf(row.every()), LocalTime.parse(from), LocalTime.parse(to));
    }

    private static Map<RejectionCode, String> ownCodes(String codes, Map<String, Map<String, String>> books) {
        Map<RejectionCode, String> own = new EnumMap<>(RejectionCode.class);
        switch (codes) {
            // Local service requests write E and a number, the wireless response codes a digit and a letter.
            case "LSR" -> northAmerican(own, written -> written.startsWith("E"));
            case "WICIS" -> northAmerican(own, written -> !written.startsWith("E"));
            default -> {
                Map<String, String> book = books.get(codes);
                if (book == null) {
                    throw new IllegalArgumentException("there is no code book \"" + codes + "\"");
                }
                book.forEach((code, written) -> own.put(code(code), written));
            }
        }
        return own;
    }

    private static void northAmerican(Map<RejectionCode, String> own, Predicate<String> preferred) {
        for (RejectionCode code : RejectionCode.values()) {
            code.carrierCodes().stream()
                    .filter(preferred)
                    .findFirst()
                    .or(() -> code.carrierCodes().stream().findFirst())
                    .ifPresent(written -> own.put(code, written));
        }
    }

    private static RejectionCode code(String name) {
        return RejectionCode.of(name)
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a rejection code"));
    }

    private static LocalTime time(@Nullable String text, String field) {
        return LocalTime.parse(required(text, field));
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    record FileRow(
            @Nullable Map<String, Map<String, String>> codeBooks,
            @Nullable List<String> notPortableTypes,
            @Nullable List<CarrierRow> carriers) {}

    record CarrierRow(
            @Nullable String id,
            @Nullable String name,
            @Nullable String spid,
            @Nullable List<String> countries,
            @Nullable String zone,
            @Nullable String holidayCalendar,
            @Nullable List<String> closedOn,
            @Nullable HoursRow businessHours,
            @Nullable ResponseRow responseHours,
            @Nullable FocRow focBusinessDays,
            @Nullable WindowRow cutover,
            @Nullable MixRow mix,
            @Nullable List<OutageRow> outages,
            @Nullable NumbersRow numbers,
            @Nullable Boolean accountNumberRequired,
            @Nullable Boolean passcodeRequired,
            @Nullable String adapter,
            @Nullable String uri,
            @Nullable String codes) {}

    record NumbersRow(
            @Nullable List<String> served, @Nullable List<String> notPortable) {}

    record HoursRow(
            @Nullable String opens,
            @Nullable String closes,
            @Nullable String countsUntil) {}

    record ResponseRow(double min, double median, double max) {}

    record FocRow(int simple, int complex) {}

    record WindowRow(@Nullable String from, @Nullable String to) {}

    record MixRow(int accept, int silent, @Nullable Map<String, Integer> reject) {}

    record OutageRow(
            @Nullable String every,
            @Nullable String from,
            @Nullable String to) {}
}
