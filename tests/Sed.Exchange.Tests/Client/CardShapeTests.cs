using Sed.Exchange.Client;
using Sed.Exchange.Node.Api.Documents;

namespace Sed.Exchange.Tests.Client;

/// <summary>The client library knows only the base library, so it has a card of its own: it must say what the node's says.</summary>
public sealed class CardShapeTests
{
    /// <summary>Content of unknown namespaces is for those who know them: they ask for the card as JSON.</summary>
    private const string Foreign = "foreign";

    [Fact]
    public void The_librarys_card_has_every_member_of_the_nodes_and_no_other() =>
        Assert.Equal(JsonShape.Of(typeof(InboxCard), name => name == Foreign), JsonShape.Of(typeof(RegistrationCard)));

    [Fact]
    public void A_card_tells_its_content_to_no_log() => Assert.All(
        typeof(RegistrationCard).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CardElement))),
        type => Assert.Equal(typeof(CardElement), type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType));
}
