package io.portline.cases.tnscase.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A command that the case's status may forbid, and that is held to the revision it names if it names one. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        in = ParameterIn.HEADER,
        name = "If-Match",
        description = "The ETag of the revision that was looked at; without it the status alone decides",
        schema = @Schema(type = "string"))
@ApiResponse(responseCode = "200", description = "The case after it", useReturnTypeSchema = true)
@ApiResponse(
        responseCode = "409",
        description = "Problem: action-not-allowed, with caseStatus and the actions possible now",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(ref = "#/components/schemas/Problem")))
@ApiResponse(
        responseCode = "412",
        description = "Problem: stale",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(ref = "#/components/schemas/Problem")))
@interface GuardedByStatus {}
