package dev.assay.verifier.rest;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What the OpenAPI document says of the API as a whole.
@OpenAPIDefinition(
    info =
        @Info(
            title = "Assay verifier",
            version = "1",
            description =
                "Which servers booted the firmware that they were meant to boot. Errors are"
                    + " application/problem+json; their detail says what to do."),
    tags = {
      @Tag(name = "machines", description = "Enrolled machines, their verdicts and evidence"),
      @Tag(name = "golden sets", description = "What a healthy machine measures"),
      @Tag(name = "tokens", description = "Who may call this API"),
      @Tag(name = "audit log", description = "Who did what")
    },
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description =
        "A token of `assay tokens create`, or the first one in the verifier's data folder")
public class ApiDescription extends Application {}
