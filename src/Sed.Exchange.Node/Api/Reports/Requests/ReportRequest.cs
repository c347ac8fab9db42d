using System.Text.Json.Serialization;

namespace Sed.Exchange.Node.Api.Reports.Requests;

/// <summary>What became of a document in the installation's registry, in one shape per event; the node writes the <c>Report.xml</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = ReportRequest.Discriminator)]
[JsonDerivedType(typeof(ReceptionRequest), ReceptionRequest.Word)]
[JsonDerivedType(typeof(RegisteredRequest), RegisteredRequest.Word)]
[JsonDerivedType(typeof(RefusedRequest), RefusedRequest.Word)]
[JsonDerivedType(typeof(ForwardingRequest), ForwardingRequest.Word)]
[JsonDerivedType(typeof(ConsiderationRequest), ConsiderationRequest.Word)]
[JsonDerivedType(typeof(ExecutionRequest), ExecutionRequest.Word)]
[JsonDerivedType(typeof(RedirectionRequest), RedirectionRequest.Word)]
[JsonDerivedType(typeof(AnswerRequest), AnswerRequest.Word)]
public abstract record ReportRequest
{
    /// <summary>The member that says which event it is.</summary>
    public const string Discriminator = "event";

    /// <summary>Every shape by its event.</summary>
    public static IReadOnlyDictionary<string, Type> Shapes { get; } = typeof(ReportRequest)
        .GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
        .Cast<JsonDerivedTypeAttribute>()
        .ToDictionary(row => (string)row.TypeDiscriminator!, row => row.DerivedType, StringComparer.Ordinal);

    private protected ReportRequest(string @event, bool isOnce = false, bool takesFiles = false) => (Event, IsOnce, TakesFiles) = (@event, isOnce, takesFiles);

    /// <summary>The event.</summary>
    [JsonIgnore]
    public string Event { get; }

    /// <summary>True: a document has one such report, and another one is a correction that needs a key of its own. False: as many as there are events.</summary>
    [JsonIgnore]
    public bool IsOnce { get; }

    /// <summary>True: files may travel with it.</summary>
    [JsonIgnore]
    public bool TakesFiles { get; }
}
