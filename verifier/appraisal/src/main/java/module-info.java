/// Evidence in, appraisal out. Reads no clock, file, socket or randomness: they come as arguments.
module dev.assay.appraisal {
  requires org.bouncycastle.provider;
  requires static transitive org.jspecify;

  exports dev.assay.appraisal;
  exports dev.assay.appraisal.boot;
  exports dev.assay.appraisal.codec;
  exports dev.assay.appraisal.enroll;
  exports dev.assay.appraisal.eventlog;
  exports dev.assay.appraisal.finding;
  exports dev.assay.appraisal.golden;
  exports dev.assay.appraisal.ima;
  exports dev.assay.appraisal.tpm;
}
