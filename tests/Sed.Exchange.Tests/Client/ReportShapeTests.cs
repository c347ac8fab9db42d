using Sed.Exchange.Client;
using Sed.Exchange.Node.Api.Reports.Requests;

namespace Sed.Exchange.Tests.Client;

/// <summary>The client library knows only the base library, so it has report types of its own: they must say what the node's say.</summary>
public sealed class ReportShapeTests
{
    private static readonly Dictionary<Type, IReadOnlyList<Type>> Pairs = new()
    {
        [typeof(ReceptionReport)] = [typeof(ReceptionRequest)],
        [typeof(RegistrationReport)] = [typeof(RegisteredRequest), typeof(RefusedRequest)],
        [typeof(ForwardingReport)] = [typeof(ForwardingRequest)],
        [typeof(ConsiderationReport)] = [typeof(ConsiderationRequest)],
        [typeof(ExecutionReport)] = [typeof(ExecutionRequest)],
        [typeof(RedirectionReport)] = [typeof(RedirectionRequest)],
        [typeof(AnswerReport)] = [typeof(AnswerRequest)],
    };

    [Fact]
    public void Every_event_has_a_type_in_the_client_library_and_none_is_left_over()
    {
        Assert.Equal(ReportRequest.Shapes.Values.OrderBy(type => type.Name), Pairs.Values.SelectMany(types => types).OrderBy(type => type.Name));
        Assert.Equal(
            typeof(DocumentReport).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DocumentReport))).OrderBy(type => type.Name), Pairs.Keys.OrderBy(type => type.Name));
    }

    [Fact]
    public void They_say_the_same()
    {
        Assert.All(Pairs, pair => Assert.Equal(
            pair.Value.SelectMany(type => JsonShape.Of(type)).Distinct().Order(StringComparer.Ordinal), JsonShape.Of(pair.Key, name => name == ReportRequest.Discriminator)));
    }
}
