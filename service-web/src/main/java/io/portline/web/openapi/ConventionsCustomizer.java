package io.portline.web.openapi;

import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.ProblemType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes into the OpenAPI document what holds for every operation: bearer tokens, problems, pages, revisions, keys. */
public final class ConventionsCustomizer implements GlobalOpenApiCustomizer, GlobalOperationCustomizer {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";
    private static final String FAULT = "FieldProblem";
    private static final String PROBLEM_JSON = "application/problem+json";

    private static final Set<Integer> EVERYWHERE = Set.of(400, 401, 403, 404, 406, 429, 500, 503);
    private static final Set<Integer> WITH_BODY = Set.of(413, 415, 422);
    private static final Set<Integer> WITH_REVISION = Set.of(412, 428);

    @Override
    public void customise(OpenAPI document) {
        document.schema(PROBLEM, problemSchema());
        document.schema(FAULT, faultSchema());
        document.getComponents()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        document.addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        List<Class<?>> arguments = Arrays.stream(handler.getMethodParameters())
                .<Class<?>>map(parameter -> parameter.getParameterType())
                .toList();
        Set<Integer> statuses = new HashSet<>(EVERYWHERE);
        if (operation.getRequestBody() != null) {
            statuses.addAll(WITH_BODY);
        }
        if (arguments.contains(ExpectedRevision.class)) {
            statuses.addAll(WITH_REVISION);
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name("If-Match")
                    .required(true)
                    .description("The ETag of the revision that the change presumes")
                    .schema(text()));
        }
        if (arguments.contains(PageRequest.class)) {
            addPageParameters(operation);
        }
        Idempotent idempotent = handler.getMethodAnnotation(Idempotent.class);
        if (idempotent != null) {
            statuses.add(409);
            statuses.add(422);
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name("Idempotency-Key")
                    .required(idempotent.required())
                    .description("Makes the request safe to send again: a string in quotes, new for every intent")
                    .schema(text()));
        }
        addProblems(operation, statuses);
        return operation;
    }

    private static void addPageParameters(Operation operation) {
        Schema<Integer> limit = integer();
        limit.setMinimum(BigDecimal.ONE);
        limit.setMaximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT));
        limit.setDefault(PageRequest.DEFAULT_LIMIT);
        operation.addParametersItem(new Parameter()
                .in("query")
                .name("limit")
                .description("How many items at most")
                .schema(limit));
        operation.addParametersItem(new Parameter()
                .in("query")
                .name("cursor")
                .description("Where the page before ended: its member next")
                .schema(text()));
    }

    private static void addProblems(Operation operation, Set<Integer> statuses) {
        ApiResponses responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        operation.setResponses(responses);
        TreeMap<Integer, String> titles = ProblemType.standardTypes().stream()
                .filter(type -> statuses.contains(type.status()))
                .collect(Collectors.toMap(
                        ProblemType::status, ProblemType::slug, (one, other) -> one + ", " + other, TreeMap::new));
        titles.forEach((status, slugs) -> {
            if (responses.containsKey(status.toString())) {
                return;
            }
            ApiResponse response = new ApiResponse()
                    .description("Problem: " + slugs)
                    .content(new Content().addMediaType(PROBLEM_JSON, new MediaType().schema(reference(PROBLEM))));
            if (status == 429 || status == 503) {
                response.addHeaderObject(
                        "Retry-After", new Header().description("In seconds").schema(integer()));
            }
            responses.addApiResponse(status.toString(), response);
        });
    }

    private static Schema<?> problemSchema() {
        Schema<Object> faults = ofType("array");
        faults.setItems(reference(FAULT));
        Schema<Object> problem = ofType("object");
        problem.setDescription("RFC 9457. Clients decide by type; title and detail are for people.");
        problem.addProperty("type", text("uri"));
        problem.addProperty("title", text());
        problem.addProperty("status", integer());
        problem.addProperty("detail", text());
        problem.addProperty("instance", text("uri-reference"));
        problem.addProperty("errors", faults);
        problem.setRequired(List.of("type", "title", "status"));
        return problem;
    }

    private static Schema<?> faultSchema() {
        Schema<Object> fault = ofType("object");
        fault.setDescription("One fault of the request; one of pointer, parameter, header and part says where");
        fault.addProperty("pointer", text("json-pointer"));
        fault.addProperty("parameter", text());
        fault.addProperty("header", text());
        fault.addProperty("part", text());
        fault.addProperty("code", text());
        fault.addProperty("detail", text());
        fault.setRequired(List.of("code", "detail"));
        return fault;
    }

    private static Schema<Object> reference(String name) {
        Schema<Object> schema = new Schema<>();
        schema.set$ref("#/components/schemas/" + name);
        return schema;
    }

    private static Schema<Integer> integer() {
        return ofType("integer");
    }

    private static Schema<String> text(String format) {
        Schema<String> schema = text();
        schema.setFormat(format);
        return schema;
    }

    private static Schema<String> text() {
        return ofType("string");
    }

    private static <T> Schema<T> ofType(String type) {
        Schema<T> schema = new Schema<>();
        schema.setTypes(Set.of(type));
        return schema;
    }
}
