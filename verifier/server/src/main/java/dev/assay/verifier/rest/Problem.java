package dev.assay.verifier.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// Why a request failed, as RFC 9457 has it.
///
/// @param title what kind of problem
/// @param status the HTTP status
/// @param detail what is wrong with this request, and what to do
public record Problem(String title, int status, String detail) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(Response.StatusType status, String detail) {
    return new Problem(status.getReasonPhrase(), status.getStatusCode(), detail);
  }

  Response.ResponseBuilder response() {
    return Response.status(status).type(MediaType.valueOf(MEDIA_TYPE)).entity(this);
  }
}
