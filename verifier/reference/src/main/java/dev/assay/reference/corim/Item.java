package dev.assay.reference.corim;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.ReferenceRefused;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/// A CBOR item and where it stands, so that what is not as it should be is named (RFC 8949).
record Item(String path, CBORObject value) {
  /// Manifests of boards are some kilobytes.
  static final int MAX_SIZE = 4 << 20;

  private static final CBOREncodeOptions STRICT =
      new CBOREncodeOptions("allowduplicatekeys=false;allowempty=false");

  /// One item and nothing after it.
  static Item decode(String path, Bytes bytes) throws ReferenceRefused {
    if (bytes.length() > MAX_SIZE) {
      throw new ReferenceRefused("it is larger than %d bytes".formatted(MAX_SIZE));
    }
    try {
      return new Item(path, CBORObject.DecodeFromBytes(bytes.toArray(), STRICT));
    } catch (CBORException e) {
      throw new ReferenceRefused(path + " is no CBOR: " + e.getMessage(), e);
    }
  }

  /// What a tag of this number encloses; empty where the item has another tag or none.
  Optional<Item> untagged(int tag) {
    return value.isTagged() && value.HasMostOuterTag(tag)
        ? Optional.of(new Item(path, value.UntagOne()))
        : Optional.empty();
  }

  /// The item whatever its tags say: texts and ids may be tagged with their kind.
  Item bare() {
    return new Item(path, value.Untag());
  }

  Item member(int key, String name) throws ReferenceRefused {
    return optional(key, name).orElseThrow(() -> new ReferenceRefused(at(name) + " is missing"));
  }

  Optional<Item> optional(int key, String name) throws ReferenceRefused {
    require(CBORType.Map, "a map");
    CBORObject member = value.get(CBORObject.FromObject(key));
    return Optional.ofNullable(member).map(found -> new Item(at(name), found));
  }

  /// The members of an array, which has `size` of them.
  Item element(int index, int size) throws ReferenceRefused {
    requireArray();
    if (value.size() != size) {
      throw wrong("an array of " + size);
    }
    return new Item(path + "[" + index + "]", value.get(index));
  }

  int size() throws ReferenceRefused {
    requireArray();
    return value.size();
  }

  Item element(int index) throws ReferenceRefused {
    return element(index, size());
  }

  /// The keys of a map.
  Collection<CBORObject> keys() throws ReferenceRefused {
    require(CBORType.Map, "a map");
    return value.getKeys();
  }

  Item at(CBORObject key) {
    return new Item(path + "[" + key + "]", Objects.requireNonNull(value.get(key)));
  }

  Bytes bytes() throws ReferenceRefused {
    require(CBORType.ByteString, "bytes");
    return Bytes.wrap(value.GetByteString());
  }

  String text() throws ReferenceRefused {
    require(CBORType.TextString, "a text");
    return value.AsString();
  }

  int number() throws ReferenceRefused {
    if (value.getType() != CBORType.Integer || !value.AsNumber().CanFitInInt32()) {
      throw wrong("a small whole number");
    }
    return value.AsInt32();
  }

  boolean isText() {
    return value.getType() == CBORType.TextString;
  }

  boolean isNumber() {
    return value.getType() == CBORType.Integer;
  }

  ReferenceRefused wrong(String wanted) {
    return new ReferenceRefused(path + " is not " + wanted);
  }

  private void requireArray() throws ReferenceRefused {
    require(CBORType.Array, "an array");
  }

  private void require(CBORType type, String words) throws ReferenceRefused {
    if (value.getType() != type) {
      throw wrong(words);
    }
  }

  private String at(String name) {
    return path + "." + name;
  }
}
